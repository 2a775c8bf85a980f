import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useClassifyService } from '../features/classify/service-context.ts';

/** The address says which detector runs where; whoever changes that changes the address. */
export function useConfigureFromAddress(): void {
  const service = useClassifyService();
  const { detector = null, backend = 'auto', threads = 0 } = useSearch({ from: '__root__' });
  useEffect(() => {
    service.configure({ modelId: detector, backend, threads });
  }, [service, detector, backend, threads]);
}
