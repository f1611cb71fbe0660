package subtext.serve;

/** What routes need of the server. */
record Service(
    Settings settings, Shelf shelf, Health health, RequestArrival arrivals, Meters meters) {}
