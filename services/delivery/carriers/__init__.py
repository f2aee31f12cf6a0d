"""What takes documents: a folder, an SFTP server, an HTTPS address, a gateway of secure mail."""
