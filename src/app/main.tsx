import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ClassifyServiceContext } from '../features/classify/service-context.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { router } from './router.tsx';
import { classifyService } from '../services/classify.ts';
import { followSystemTheme } from './theme.ts';

followSystemTheme();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <ClassifyServiceContext value={classifyService}>
      <RouterProvider router={router} />
    </ClassifyServiceContext>
  </StrictMode>,
);
