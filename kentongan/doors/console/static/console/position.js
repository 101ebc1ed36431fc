/**
 * Notes where the phone is while a visit is being told. The server asks about it
 * kindly if it lies far off; the phone accuses nobody, and works without an answer.
 */
const form = document.querySelector('form[data-keep]');

function note({ coords }) {
  form.elements.lon.value = coords.longitude.toFixed(6);
  form.elements.lat.value = coords.latitude.toFixed(6);
  form.elements.accuracy_m.value = Math.round(coords.accuracy);
}

if (form && "geolocation" in navigator && !form.elements.lon.value) {
  navigator.geolocation.getCurrentPosition(note, () => {}, {
    enableHighAccuracy: true,
    maximumAge: 60_000,
    timeout: 30_000,
  });
}
