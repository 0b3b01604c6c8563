"""Kernels answer for themselves, in whatever order they and their keepers speak."""

import socket
import sys
import threading

import pytest

from stakeholder_map.suite.forked import ForkedKernel

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux")


def test_a_kernel_that_is_ready_before_its_keeper_has_spoken_is_known_by_its_number():
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    far.send(b'{"ready": true}')
    threading.Timer(0.2, far.send, [b'{"pid": 4711}']).start()
    assert ForkedKernel(near).pid == 4711
    near.close()
    far.close()
