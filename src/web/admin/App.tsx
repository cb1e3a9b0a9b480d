import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { router } from '#web/admin/router.tsx'
import { queries } from '#web/queries.ts'
import { Toaster } from '#web/ui/Toaster.tsx'

export function App() {
  return (
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Toaster />
      </QueryClientProvider>
    </StrictMode>
  )
}
