import { createContext, useContext } from 'react'

/**
 * Where menus, pop-overs and tooltips are drawn. Inside a modal dialog that is the dialog itself: what lies
 * outside the browser's top layer is inert and hidden behind it.
 */
export const PortalContext = createContext<HTMLElement | null>(null)

export function usePortal(): HTMLElement | undefined {
  return useContext(PortalContext) ?? undefined
}
