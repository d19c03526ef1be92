/** Days of the orders that the story tells of. */
export const FIRST_DAY = '2017-03-08'
export const LAST_DAY = '2017-03-14'
/** Days of the stock: another shop, other years. */
export const STOCK_FIRST_DAY = '2010-12-01'
export const STOCK_LAST_DAY = '2010-12-03'
