// Only in the copy of a page that `mapper serve` hands out: reloads it when the site was built anew.
// Not in frames: the page around them reloads them, and each would hold one of six connections.
if (window === window.top) {
  const { mark } = document.currentScript.dataset;
  new EventSource("/-/events").onmessage = ({ data }) => {
    if (data !== mark) location.reload();
  };
}
