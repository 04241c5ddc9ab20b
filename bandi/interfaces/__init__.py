"""How people and programs reach the house: the desk and the API. Nothing below knows them; neither knows the other."""
