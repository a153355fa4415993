"""The workloads of benches/workloads on SimPy, as its own tutorial writes them.

A process for each host; a process for each customer, who requests the server.
The program beside starts this script, sends one line with an hour for every
stretch that is to be run, and reads back: CPU seconds, events, their standard
error, the mean number of customers or the share of hosts that are on, and the
most bytes that were allocated at once.

SimPy draws from Python's own generator, so the comparison with the others is
statistical.
"""

import math
import random
import sys
import time
import tracemalloc

import simpy


class Queue:
    """M/M/1 at nine tenths: a customer an hour, 0.9 hours of service."""

    def __init__(self, env, dice):
        self.env = env
        self.dice = dice
        self.server = simpy.Resource(env, capacity=1)
        self.events = 0
        self.present = 0
        self.since = 0.0
        self.area = 0.0
        env.process(self.arrivals())

    def arrivals(self):
        while True:
            yield self.env.timeout(self.dice.expovariate(1 / 1.0))
            self.change(+1)
            self.env.process(self.customer())

    def customer(self):
        with self.server.request() as turn:
            yield turn
            yield self.env.timeout(self.dice.expovariate(1 / 0.9))
        self.change(-1)

    def change(self, by):
        self.area += self.present * (self.env.now - self.since)
        self.since = self.env.now
        self.present += by
        self.events += 1

    def work(self):
        now = self.env.now
        area = self.area + self.present * (now - self.since)
        return self.events, 2 * math.sqrt(now), area / now


class Host:
    """Goes off and on for ever."""

    def __init__(self, env, on, off):
        self.changes = 0
        self.hours_on = 0.0
        env.process(self.live(env, on, off))

    def live(self, env, on, off):
        yield env.timeout(on())
        while True:
            self.changes += 1
            yield env.timeout(off())
            self.changes += 1
            hours = on()
            self.hours_on += hours
            yield env.timeout(hours)


class Hosts:
    """A population, all switched on at first."""

    def __init__(self, env, dice, intervals, hosts):
        if intervals == "exponential":
            on = lambda: dice.expovariate(1 / 67.01)
            off = lambda: dice.expovariate(1 / 16.49)
        else:
            on = lambda: dice.weibullvariate(2.964, 0.393)
            off = lambda: dice.lognormvariate(-0.586, 2.844)
        self.hosts = [Host(env, on, off) for _ in range(hosts)]

    def work(self):
        changes = [host.changes for host in self.hosts]
        events = sum(changes)
        variance = sum(count * count for count in changes) - events * events / len(changes)
        return events, math.sqrt(variance), sum(count % 2 == 0 for count in changes) / len(changes)


def main():
    memory, *workload = sys.argv[1:]
    if memory == "memory":
        tracemalloc.start()
    env = simpy.Environment()
    dice = random.Random(1)
    if workload[0] == "queue":
        model = Queue(env, dice)
    else:
        model = Hosts(env, dice, workload[1], int(workload[2]))
    for line in sys.stdin:
        begin = time.process_time()
        env.run(until=float(line))
        seconds = time.process_time() - begin
        peak = tracemalloc.get_traced_memory()[1]
        print(seconds, *model.work(), peak, flush=True)


main()
