/** The only two IPC channels: the page asks on one and is told things on the other. */
export const CALL_CHANNEL = 'keheng:call'
export const EVENT_CHANNEL = 'keheng:event'

/** The one thing the page asks of the shell itself, because it needs the system's save dialog. */
export const DELIVER_FILE = 'desktop.deliverFile'
