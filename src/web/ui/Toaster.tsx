import { lazy, Suspense } from 'react'
import { useText } from '#web/i18n/index.ts'
import { toast, useToasts } from '#web/ui/toast.ts'

const ToastList = lazy(async () => {
  try {
    return { default: (await import('#web/ui/ToastList.tsx')).ToastList }
  } catch {
    // The line is broken or a newer version took its place: often just what the toast is to tell.
    return { default: PlainToasts }
  }
})

/** Draws toasts; its code comes with the first one. */
export function Toaster() {
  return useToasts().length > 0 ? (
    <Suspense>
      <ToastList />
    </Suspense>
  ) : null
}

/** Their words and the way to close them, for where the code of the list cannot be had. */
function PlainToasts() {
  const t = useText()
  return (
    <div role="alert" className="fixed right-0 bottom-0 z-60 grid w-full max-w-sm gap-2 p-4">
      {useToasts().map(({ id, title, detail }) => (
        <div key={id} className="floating grid gap-1 p-3">
          <p className="font-medium break-words">{title}</p>
          {detail && <p className="text-sm break-words text-soft">{detail}</p>}
          <button
            type="button"
            className="justify-self-end text-sm underline"
            onClick={() => toast.close(id)}
          >
            {t('common.close')}
          </button>
        </div>
      ))}
    </div>
  )
}
