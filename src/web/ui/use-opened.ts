import { useLocation, useRouter } from '@tanstack/react-router'
import { keptSearch } from '#web/kept-search.ts'
import { readSearch, writeSearch } from '#web/search-params.ts'

/**
 * A dialog that an address can ask for (`?open=new`): a link or the palette opens it also on the page itself, and
 * once closed it does not come back with a reload or by going back.
 */
export function useOpened(word: string): [isOpen: boolean, set: (open: boolean) => void] {
  const { history } = useRouter()
  const { pathname, searchStr, state } = useLocation()
  const { open, ...others } = readSearch(searchStr)
  const set = (opening: boolean) => {
    const address = pathname + writeSearch(opening ? { ...others, open: word } : others)
    // At once, and past the guards of what is typed, which have nothing to say about the same page: else a page that is
    // gone to next would take the place of this, and the way back would open the dialog again.
    history.replace(address, { search: keptSearch(state) }, { ignoreBlocker: true })
    history.flush()
  }
  return [open === word, set]
}
