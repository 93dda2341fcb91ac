import { catalogue } from '../../../api/matters'
import { usePaged } from '../../../lists/paged'

/** The changes of one matter, newest first, page by page. */
export function useHistory(matter: () => string) {
  return usePaged((search) => catalogue.history(matter(), search))
}
