/** Stands for a package that a peer names and this bench does not reach. */
export default undefined;
