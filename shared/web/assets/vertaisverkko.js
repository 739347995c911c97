import { initAll } from "/assets/vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A form with data-save saves as one goes: each change is sent as the button would send it, one after the other.
for (const form of document.querySelectorAll("form[data-save]")) {
  const said = form.querySelector("[data-saved]");
  let saving = Promise.resolve();
  const save = async () => {
    const answer = await fetch(form.action || location.href, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-save] [name=form_token]");
    if (fresh) form.elements.form_token.value = fresh.value;
    said.textContent = answer.ok && fresh ? said.dataset.saved : said.dataset.failed;
  };
  form.addEventListener("change", () => {
    saving = saving.then(save).catch(() => { said.textContent = said.dataset.failed; });
  });
}

// Where something is being worked on the page is loaded anew after some seconds, as its link would load it.
for (const wait of document.querySelectorAll("[data-again]")) {
  setTimeout(() => location.replace(wait.href), 1000 * wait.dataset.again);
}
