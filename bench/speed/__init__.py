"""How fast the portal is: databases of every size, the production stack, a bare yardstick beside it, clients."""
