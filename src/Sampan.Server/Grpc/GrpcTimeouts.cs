namespace Sampan.Server.Grpc;

/// <summary>How long answers are waited for.</summary>
/// <param name="Call">For the answer to a call.</param>
/// <param name="Attempt">For one server's answer, where others can be asked after it.</param>
internal sealed record GrpcTimeouts(TimeSpan Call, TimeSpan Attempt);
