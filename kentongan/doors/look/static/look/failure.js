// Says so when a refresh of a part did not come through; the page stays as it is.
const news = document.getElementById("news");
let timer;

function tell(text) {
  if (!news || !text) return;
  news.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => { news.textContent = ""; }, 8000);
}

document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail.ctx?.response?.status ?? 500;
  if (status >= 500) tell(news?.dataset.failed);
});
document.addEventListener("htmx:error", () => {
  tell(navigator.onLine ? news?.dataset.failed : news?.dataset.offline);
});
