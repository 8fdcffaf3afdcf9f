-- What a Windows program may do in the virtual machine; null where nothing was said.
ALTER TABLE app_version ADD COLUMN (
  evm_policy TEXT
);
