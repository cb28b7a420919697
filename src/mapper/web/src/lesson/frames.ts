/** A map that has been looked for so long and is not drawn is missed: its still gets a key. */
const PATIENCE = 6000;

/**
 * The live maps of a lesson. Each waits in a template beside its still, and is seen when it says that it is drawn. So
 * the still is what is seen before, without script, where a frame is refused, and where the map is not beside the
 * lesson.
 */
export function frameMaps(): void {
  for (const each of document.querySelectorAll<HTMLTemplateElement>(".lesson-view > template")) {
    each.replaceWith(each.content);
  }
  const frames = [...document.querySelectorAll<HTMLIFrameElement>(".lesson-view > iframe")];
  for (const each of frames) each.inert = true;
  window.addEventListener("message", ({ data, source }) => {
    if (data !== "drawn") return;
    for (const each of frames) {
      if (each.contentWindow !== source) continue;
      each.inert = false;
      each.dataset.state = "drawn";
    }
  });
  // A frame out of sight gets no turn to draw.
  const sight = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      setTimeout(() => {
        (target as HTMLIFrameElement).dataset.state ??= "missed";
      }, PATIENCE);
    }
  });
  for (const each of frames) sight.observe(each);
}
