import { useQuery } from '@tanstack/react-query'

/** The script that this page was started with; its name carries a fingerprint of its content. */
function entryOf(html: Document): string | undefined {
  return (
    html.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src') ??
    undefined
  )
}

/** True once the server gives another start page than the one we run: an upgrade happened under us. */
export function useNewerVersion(): boolean {
  const newer = useQuery({
    queryKey: ['version'],
    queryFn: async ({ signal }) => {
      const answer = await fetch('/', {
        signal,
        headers: { accept: 'text/html' },
        cache: 'no-cache',
      })
      if (!answer.ok) return false
      const theirs = entryOf(new DOMParser().parseFromString(await answer.text(), 'text/html'))
      return theirs !== undefined && theirs !== entryOf(document)
    },
    refetchInterval: 10 * 60_000,
    staleTime: 5 * 60_000,
    retry: false,
    enabled: import.meta.env.PROD,
  })
  return newer.data === true
}
