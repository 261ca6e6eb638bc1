using System.Net;
using System.Net.Sockets;

namespace Sampan.Server.Tests.Storage.Etcd;

/// <summary>A loopback port that carries bytes to another, until it is cut.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _target;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<TcpClient> _connections = [];
    private readonly Task _accepting;
    private bool _isCut;

    public Relay(Uri target)
    {
        _target = target;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Breaks every connection, and every new one.</summary>
    public void Cut()
    {
        lock (_connections)
        {
            _isCut = true;
            _connections.ForEach(connection => connection.Close());
            _connections.Clear();
        }
    }

    public void Restore()
    {
        lock (_connections)
        {
            _isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var near = await _listener.AcceptTcpClientAsync(_stopping.Token);
            var far = new TcpClient();
            await far.ConnectAsync(_target.Host, _target.Port, _stopping.Token);
            lock (_connections)
            {
                if (_isCut)
                {
                    near.Close();
                    far.Close();
                    continue;
                }

                _connections.AddRange([near, far]);
            }

            _ = CarryAsync(near, far);
            _ = CarryAsync(far, near);
        }
    }

    private static async Task CarryAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or closed by either side.
        }

        to.Close();
    }
}
