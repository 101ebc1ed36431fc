"""The sync: acts in, the replica and its changes out, photos by tus, devices."""
