import { useEffect, useRef } from 'react';

/** Calls back with the last value when no other came for a moment: one search a word, not one a key. */
export function useDelayed<Value>(
  callBack: (value: Value) => void,
  restMs = 300,
): (value: Value) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (value) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => callBack(value), restMs);
  };
}
