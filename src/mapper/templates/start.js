// Hides the text version for the map, and gives it back, with the line that says what the map needs, where none comes.
{
  const page = document.documentElement.classList;
  let started = false;
  let broken = false;
  const show = map => {
    page.toggle("js", map);
    page.toggle("no-map", !map);
  };
  const giveBack = () => {
    if (!page.contains("js")) return;
    show(false);
    const place = document.getElementById(location.hash.slice(1));
    if (place) place.scrollIntoView();
  };
  const fail = ({ error, reason, filename }) => {
    // What is late to be observed comes without an error; what a browser's extension throws is not the page's.
    if (!(error || reason) || /-extension:/.test(filename) || document.querySelector("[data-drawn]")) return;
    broken = true;
    giveBack();
  };
  show(true);
  addEventListener("error", fail);
  addEventListener("unhandledrejection", fail);
  // A page that is long in coming may start after its text was given back.
  addEventListener("map-starts", () => show(!broken));
  addEventListener("map-started", () => (started = true));
  document.addEventListener("DOMContentLoaded", () => started || giveBack());
  setTimeout(() => started || giveBack(), 8000);
  // Of a viewer that broke half-way no handler may take a link from the text.
  addEventListener("click", event => page.contains("js") || (event.target.closest("a") && event.stopPropagation()), true);
}
