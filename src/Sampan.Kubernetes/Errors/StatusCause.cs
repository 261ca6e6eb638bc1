namespace Sampan.Kubernetes.Errors;

/// <summary>meta/v1 StatusCause: one of several reasons of a failure, with the path of the field at fault.</summary>
public sealed record StatusCause(string Reason, string Message, string Field);
