import { createContext, useContext } from 'react'
import { useLanguage } from '#web/portal/texts.ts'
import { momentText } from '#web/portal/words.ts'

/** The ISP's time zone; Kenya's in the moment before it is known. */
export const ZoneContext = createContext('Africa/Nairobi')

/** Says a moment in the shown language, by the ISP's clock. */
export function useMoment(): (at: string) => string {
  const zone = useContext(ZoneContext)
  const language = useLanguage()
  return (at) => momentText(at, language, zone)
}
