// Tells the style sheet, before anything is drawn, that scripts run and the design system's components may be used.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
