from django.apps import AppConfig


class EqIAConfig(AppConfig):
    name = "eqia"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eqia import permissions  # noqa: F401
