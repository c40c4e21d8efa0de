"""A consumer and a producer as users of PgQ's Python package write them.

consumer.py consume INI    prints every event, and asks once for each of type later to get it again
                           (--register, --unregister)
consumer.py share INI      the same as one of several co-operating consumers
consumer.py produce INI    reads lines TYPE DATA and puts them into the queue
"""
import sys

import pgq
import skytools
from pgq.coopconsumer import CoopConsumer


class Printing:
    def process_event(self, db, event):
        print("event", event.ev_type, event.ev_data, event.ev_extra1, event.ev_retry)
        sys.stdout.flush()
        if event.ev_type == "later" and not event.ev_retry:
            event.tag_retry(0)
        else:
            event.tag_done()


class Consumer(Printing, pgq.Consumer):
    pass


class Sharer(Printing, CoopConsumer):
    pass


class Producer(skytools.DBScript):
    def work(self):
        db = self.get_database("db")
        curs = db.cursor()
        rows = [line.rstrip("\n").split(" ", 1) + ["now"] for line in sys.stdin]
        pgq.insert_event(curs, self.cf.get("queue_name"), "single", "event", "extra")
        pgq.bulk_insert_events(curs, rows, ["type", "data", "time"], self.cf.get("queue_name"))
        db.commit()


what = {"consume": (Consumer, "db"), "share": (Sharer, "db")}
if sys.argv[1] == "produce":
    Producer("reader", sys.argv[2:]).start()
else:
    kind, database = what[sys.argv[1]]
    kind("reader", database, sys.argv[2:]).start()
