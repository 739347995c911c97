"""What notifications can do: tell, remind, write and send mails, stop one, keep preferences."""
