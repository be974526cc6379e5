/* Makes large photos smaller before they are sent: input[type=file][data-shrink]. Where the browser cannot, the
   photo goes as it is. Papers that must stay as they are byte for byte have no data-shrink. */
(function () {
  "use strict";

  const LONGEST_SIDE = 2048;
  const SMALL_ENOUGH = 1.6 * 1024 * 1024;
  if (!window.createImageBitmap || !window.DataTransfer || !HTMLCanvasElement.prototype.toBlob) return;

  function shrink(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= SMALL_ENOUGH) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (picture) {
      const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) { canvas.toBlob(resolve, "image/jpeg", 0.85); });
    }).then(function (blob) {
      if (!blob || blob.size >= file.size) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    }).catch(function () { return file; });
  }

  document.querySelectorAll("input[type=file][data-shrink]").forEach(function (input) {
    let working = null;
    input.addEventListener("change", function () {
      const files = Array.from(input.files);
      const turn = Promise.all(files.map(shrink)).then(function (smaller) {
        if (working !== turn) return;
        working = null;
        const chosen = new DataTransfer();
        smaller.forEach(function (file) { chosen.items.add(file); });
        input.files = chosen.files;
      }).catch(function () { working = null; });
      working = turn;
    });
    /* Whoever is quicker than the telephone waits a moment; then the same button is pressed again. */
    input.form.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!working || !button || button.type !== "submit") return;
      event.preventDefault();
      working.then(function () { button.click(); });
    });
  });
})();
