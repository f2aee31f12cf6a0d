"""What the network, the disk and other processes can do, done to the real parts."""
