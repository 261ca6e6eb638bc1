namespace Sampan.Errors;

/// <summary>Something the user can mend: the message says what failed, where, and what to do.</summary>
internal sealed class UserException(string message, Exception? inner = null) : Exception(message, inner);
