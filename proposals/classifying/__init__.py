"""对口归类: the desk, the 督查 and the 编办 say whose work a matter is; a dispute over it goes to the 编办."""
