import { suspension } from './suspension_walk.mjs'

export default suspension('en', 'english', {
  subject: 'Is this passport genuine?',
  facts: 'The page with the picture is thicker than the others.',
  reason: 'Their duty officer called: a laptop with the keys was taken from a car',
  why: 'The laptop was found locked; spoke with the administrator there',
  stopped: 'Nothing goes to the other side now',
})
