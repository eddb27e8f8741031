/** Real seconds of the parts of a drill, one after the other. */
export function lapTimes() {
  const laps: { readonly what: string; readonly seconds: number }[] = [];
  let began = performance.now();
  return {
    end: (what: string) => {
      const now = performance.now();
      laps.push({ what, seconds: (now - began) / 1000 });
      began = now;
    },
    all: () => laps,
  };
}
