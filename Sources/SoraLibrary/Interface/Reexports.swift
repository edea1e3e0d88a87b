// Who imports `SoraLibrary` has the values in its signatures with it: handles, states, money, errors.
@_exported public import SoraModel
