namespace Sampan.Charts.Downloads;

/// <summary>A server that was not reached, or broke off.</summary>
public sealed class NetworkException : ChartException
{
    /// <summary>An error with the message of Go's client.</summary>
    public NetworkException(string message, Exception cause)
        : base(message, "check the address and the network", cause)
    {
    }
}
