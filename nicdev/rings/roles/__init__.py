"""Ring 2, roles and relationships: membership, participation, connections, trust."""
