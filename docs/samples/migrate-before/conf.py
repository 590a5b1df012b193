project = "Hematology"
