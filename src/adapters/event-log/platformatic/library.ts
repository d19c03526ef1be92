// The one door to the client's library.
export {
  Admin,
  Consumer,
  type ConsumerOptions,
  compressionsAlgorithmsByBitmask,
  createAPI,
  fetchV13,
  fetchV14,
  fetchV15,
  fetchV16,
  fetchV17,
  kGetApi,
  type Message,
  Producer,
  type Reader,
  ResponseError,
  UnsupportedApiError,
} from '@platformatic/kafka'
