import { refusal } from '#kernel/refusal.ts'

export const drawerNotFound = refusal('tills.drawer_not_found', 404, 'There is no such drawer.')
export const noDrawer = refusal(
  'tills.no_drawer',
  409,
  'You have no open drawer, and cash is only taken into one. Open yours under Money, Tills.',
)
export const drawerIsOpen = refusal(
  'tills.drawer_is_open',
  409,
  'Drawer {number} of this cashier is open. Close it first.',
)
export const drawerWasClosed = refusal(
  'tills.drawer_was_closed',
  409,
  'Drawer {number} of today at this site is closed already. Ask somebody who may reopen it.',
)
export const drawerIsClosed = refusal(
  'tills.drawer_is_closed',
  409,
  'This drawer is closed. Somebody who may can reopen it.',
)
export const drawerNotClosed = refusal(
  'tills.drawer_not_closed',
  409,
  'This drawer is open, so there is no closing to undo.',
)
export const notYourDrawer = refusal(
  'tills.not_your_drawer',
  403,
  'This is the drawer of somebody else. Who may reopen drawers can close it for them.',
)
export const amountNotPositive = refusal(
  'tills.amount_not_positive',
  422,
  'An amount is above zero.',
)
export const floatNotFit = refusal(
  'tills.float_not_fit',
  422,
  'A float is nothing or more, and at most KES 1,000,000.',
)
export const notEnoughInDrawer = refusal(
  'tills.not_enough_in_drawer',
  409,
  'By the books there are {there} in this drawer. No more can be taken out of it.',
)
export const countedTwice = refusal(
  'tills.counted_twice',
  422,
  'A denomination stands there twice.',
)
