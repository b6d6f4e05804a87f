// Follows a job on its page: the bar and its words change in place, and the page is fetched anew once the job is over.
const EVERY = 1000;
const MOST = 10000;

export function followJobs() {
  document.querySelectorAll("[data-job]").forEach(follow);
}

function follow(place) {
  const bar = place.querySelector("progress");
  const words = place.querySelector("[data-job-words]");
  const again = place.querySelector("[data-job-again]");
  let said = "";
  let pause = EVERY;
  again.hidden = true;

  async function look() {
    try {
      const answer = await fetch(place.dataset.job, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const job = await answer.json();
      if (job.is_over) {
        window.location.reload();
        return;
      }
      bar.value = job.progress;
      // Only a new sentence is spoken, at most one for each tenth of the way.
      const tenth = `${job.state} ${job.step} ${Math.floor(job.progress / 10)}`;
      if (tenth !== said) {
        said = tenth;
        words.textContent = job.sentence;
      }
      pause = EVERY;
    } catch {
      // The link comes back, and the next look waits longer.
      again.hidden = false;
      pause = Math.min(pause * 2, MOST);
    }
    window.setTimeout(look, pause);
  }

  window.setTimeout(look, pause);
}
