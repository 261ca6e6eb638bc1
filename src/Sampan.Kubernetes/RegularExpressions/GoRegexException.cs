namespace Sampan.Kubernetes.RegularExpressions;

/// <summary>A pattern that RE2 refuses; the message is Go's, such as <c>error parsing regexp: missing closing ]: `[`</c>.</summary>
public sealed class GoRegexException(string reason, string part) : Exception($"error parsing regexp: {reason}: `{part}`");
