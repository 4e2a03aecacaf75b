/**
 * What to do about pods that are there for the node itself, for messages: such pods break the rules about nodes on
 * purpose, and nothing tells them from others for certain.
 */
export const OF_NODE =
  "a program for the node itself, such as a CNI plugin, a CSI driver or a node exporter, needs it: let that one workload off by letOff, with that reason";
