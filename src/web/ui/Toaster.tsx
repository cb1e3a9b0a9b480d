import { lazy, Suspense } from 'react'
import { useToasts } from '#web/ui/toast.ts'

const ToastList = lazy(async () => ({
  default: (await import('#web/ui/ToastList.tsx')).ToastList,
}))

/** Draws toasts; its code comes with the first one. */
export function Toaster() {
  return useToasts().length > 0 ? (
    <Suspense>
      <ToastList />
    </Suspense>
  ) : null
}
