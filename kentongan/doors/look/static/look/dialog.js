// <button data-opens="ask"> opens <dialog id="ask">; <button data-closes> closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  else event.target.closest("[data-closes]")?.closest("dialog")?.close();
});
