import { useLocation, useRouter } from '@tanstack/react-router'
import { keptSearch } from '#web/kept-search.ts'
import { readSearch, writeSearch } from '#web/search-params.ts'

/**
 * A dialog that an address can ask for (`?open=new`): a link or the palette opens it also on the page itself, and
 * once closed it does not come back with a reload.
 */
export function useOpened(word: string): [isOpen: boolean, set: (open: boolean) => void] {
  const { history } = useRouter()
  const { pathname, searchStr, state } = useLocation()
  const { open, ...others } = readSearch(searchStr)
  const set = (opening: boolean) =>
    history.replace(pathname + writeSearch(opening ? { ...others, open: word } : others), {
      search: keptSearch(state),
    })
  return [open === word, set]
}
