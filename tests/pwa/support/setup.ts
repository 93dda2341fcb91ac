/** A database like the browser's, before anything else is loaded. */
import 'fake-indexeddb/auto'
