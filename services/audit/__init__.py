"""The journal: every access and every act, recorded before the answer leaves."""
