"""What kg's queries and output need of an RDF engine, as cases of our own; pyoxigraph beside rdflib."""
