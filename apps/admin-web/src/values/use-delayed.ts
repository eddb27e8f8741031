import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * Calls back with the last value when no other came for a moment: one search a word, not one a key. Who has left for
 * another page meanwhile, which may still be loading, is not called back: a search that stands in the address would
 * bring them back.
 */
export function useDelayed<Value>(
  callBack: (value: Value) => void,
  restMs = 300,
): (value: Value) => void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const forget = () => clearTimeout(timer.current);
    const stop = router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
      if (pathChanged) forget();
    });
    return () => {
      stop();
      forget();
    };
  }, [router]);
  return (value) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => callBack(value), restMs);
  };
}
