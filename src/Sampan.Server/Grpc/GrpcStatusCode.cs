namespace Sampan.Server.Grpc;

/// <summary>How a call ended: the numbers of gRPC's specification that a client acts on.</summary>
internal enum GrpcStatusCode
{
    Ok = 0,
    Unknown = 2,
    DeadlineExceeded = 4,
    NotFound = 5,
    FailedPrecondition = 9,
    OutOfRange = 11,
    Unavailable = 14,
}
