/** A key on the keyboard. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded border bg-raised px-1 font-sans text-xs text-soft">
      {children}
    </kbd>
  )
}
